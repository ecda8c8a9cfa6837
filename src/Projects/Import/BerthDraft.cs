using Berth.Model.Services;

namespace Berth.Projects.Import;

/// <summary>A berth.yaml that is to be written, and what could not be brought into it.</summary>
public sealed class BerthDraft
{
    /// <summary>Null: the folder's name does.</summary>
    public string? Name { get; set; }

    /// <summary>Names and values as templates.</summary>
    public List<EnvironmentEntry> Environment { get; } = [];

    /// <summary>Paths relative to the folder.</summary>
    public List<EnvironmentFile> EnvironmentFiles { get; } = [];
    public List<ServiceDraft> Services { get; } = [];

    /// <summary>What the whole file is to be told about: each becomes a comment at its head, and a line to the person.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>All that was not carried over, each with the service it belongs to.</summary>
    public IEnumerable<string> AllNotes => [.. Notes, .. Services.SelectMany(static service => service.Notes.Select(note => $"{service.Name}: {note}"))];
}

/// <summary>One service to be written.</summary>
public sealed class ServiceDraft(string name)
{
    public string Name => name;

    /// <summary>As `run:` reads it; or <see cref="RunWords"/>.</summary>
    public string Run { get; set; } = "";
    public IReadOnlyList<string>? RunWords { get; set; }

    /// <summary>Relative to the folder; null: the folder itself.</summary>
    public string? Directory { get; set; }
    public List<EnvironmentEntry> Environment { get; } = [];
    public List<EnvironmentFile> EnvironmentFiles { get; } = [];

    /// <summary>"auto" or a number; null: it has none.</summary>
    public string? Port { get; set; }

    /// <summary>The variable that tells the number; null: the usual one.</summary>
    public string? PortVariable { get; set; }

    /// <summary>It is that number whatever happens, because the command names it.</summary>
    public bool IsPortFixed { get; set; }

    /// <summary>Null: the usual one.</summary>
    public string? Scheme { get; set; }
    public List<Need> Needs { get; } = [];

    /// <summary>Names and values below `ready:`, in their order.</summary>
    public List<(string Name, object Value)> Ready { get; } = [];
    public List<(string Name, object Value)> Restart { get; } = [];
    public List<(string Name, object Value)> Stop { get; } = [];
    public bool IsTask { get; set; }
    public List<string> Profiles { get; } = [];

    /// <summary>Comments that explain it.</summary>
    public List<string> Comments { get; } = [];

    /// <summary>What could not be carried over: a comment, and a line to the person.</summary>
    public List<string> Notes { get; } = [];
}
