using Berth.Projects.Yaml;

namespace Berth.Projects.Configuration.Checks;

/// <summary>A text that may hold templates, and where it stands.</summary>
/// <param name="Service">Null: it speaks for every service.</param>
/// <param name="IsShell">Only ${a.url} and its kin are Berth's; the rest is the shell's.</param>
sealed record Mention(string? Service, string Text, bool IsShell, YamlPlace Place);
