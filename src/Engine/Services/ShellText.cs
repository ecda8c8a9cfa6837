using System.Buffers;
using System.Text;
using Berth.Model.Services;

namespace Berth.Engine.Services;

/// <summary>Text that a POSIX shell reads back as it is.</summary>
public static class ShellText
{
    /// <summary>`export NAME='value'` lines for `eval`.</summary>
    public static string Exports(IEnumerable<EnvironmentEntry> entries)
    {
        var text = new StringBuilder();
        foreach (var entry in entries) text.Append("export ").Append(entry.Name).Append('=').Append(Quoted(entry.Value)).Append('\n');
        return text.ToString();
    }

    /// <summary>One word.</summary>
    public static string Quoted(string text) => IsPlain(text) ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>Whether it needs no quotes.</summary>
    public static bool IsPlain(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(plain);

    static readonly SearchValues<char> plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:,@%+=");
}
