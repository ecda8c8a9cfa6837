using System.Text.Json.Serialization;

namespace Berth.Actions.Changes;

/// <summary>One reversible step of a change to the machine. It carries what was there before, so that it can be taken back.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "do")]
[JsonDerivedType(typeof(SettingStep), "setting")]
[JsonDerivedType(typeof(FileStep), "file")]
[JsonDerivedType(typeof(ModeStep), "mode")]
[JsonDerivedType(typeof(ProgramStep), "program")]
public abstract record ChangeStep
{
    /// <summary>What changes, as a diff: lines that begin with "- " and "+ ", below a line that says where.</summary>
    [JsonIgnore]
    public abstract IReadOnlyList<string> Diff { get; }
}

/// <summary>A kernel setting, until the next start.</summary>
/// <param name="Path">Below /proc/sys.</param>
public sealed record SettingStep(string Path, string Before, string After) : ChangeStep
{
    public override IReadOnlyList<string> Diff => [$"{Path}", $"- {Before}", $"+ {After}"];
}

/// <summary>A small text file that is made, replaced or removed.</summary>
/// <param name="Before">Null: it was not there.</param>
/// <param name="After">Null: it is removed.</param>
public sealed record FileStep(string Path, string? Before, string? After) : ChangeStep
{
    public override IReadOnlyList<string> Diff
    {
        get
        {
            var (old, made) = (Lines(Before), Lines(After));
            return [Path, .. old.Except(made).Select(static line => $"- {line}"), .. made.Except(old).Select(static line => $"+ {line}")];
        }
    }

    static string[] Lines(string? text) => text is null ? [] : text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Who may read and write a file. It is the file that counts, not its name: nothing is done to another one that has come in its place.</summary>
/// <param name="Path">Without links.</param>
/// <param name="Device">With the inode and the owner: which file it was.</param>
public sealed record ModeStep(string Path, UnixFileMode Before, UnixFileMode After, ulong Device, ulong Inode, uint Owner) : ChangeStep
{
    public override IReadOnlyList<string> Diff => [$"{Path}", $"- mode {Convert.ToString((int)Before, 8)}", $"+ mode {Convert.ToString((int)After, 8)}"];
}

/// <summary>A program that makes the change, and the same program to take it back. No shell.</summary>
/// <param name="Program">An absolute path.</param>
/// <param name="Input">What it reads, or null.</param>
public sealed record ProgramStep(string Program, IReadOnlyList<string> Apply, string? Input, IReadOnlyList<string> Undo) : ChangeStep
{
    public override IReadOnlyList<string> Diff =>
        [$"{Path.GetFileName(Program)} {string.Join(' ', Apply)}", .. (Input ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => $"+ {line}")];
}
