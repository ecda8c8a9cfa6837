using System.Reflection;

namespace Berth.Cli.Hosting;

/// <summary>Which build this is.</summary>
static class Build
{
    /// <summary>"berth 0.1.0 (80b68ab)"; without the commit when it was not built from a checkout.</summary>
    public static string Version
    {
        get
        {
            var said = typeof(Build).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
            return $"berth {Short(said)}";
        }
    }

    /// <summary>"0.1.0 (80b68ab)" of what the compiler wrote down: "0.1.0+80b68ab...".</summary>
    public static string Short(string said)
    {
        var plus = said.IndexOf('+');
        if (plus < 0) return said;
        var commit = said[(plus + 1)..];
        return $"{said[..plus]} ({commit[..Math.Min(commit.Length, 12)]})";
    }
}
