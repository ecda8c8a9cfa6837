using System.Runtime.Versioning;
using System.Text;

namespace Berth.Probes.Linux.Processes;

/// <summary>Takes /proc/PID/cmdline apart (proc_pid_cmdline(5)).</summary>
[SupportedOSPlatform("linux")]
static class CommandLine
{
    /// <summary>
    /// Every argument ends with a zero, so empty ones at the end stand as further zeros. A program that writes its title over its
    /// arguments leaves one text, and zeros for the rest.
    /// </summary>
    public static string[] Split(ReadOnlySpan<byte> text)
    {
        var rest = text.TrimEnd((byte)0);
        if (rest.IsEmpty) return [];
        if (!rest.Contains((byte)0)) return [Encoding.UTF8.GetString(rest)];
        if (text[^1] == 0) text = text[..^1];
        var arguments = new string[text.Count((byte)0) + 1];
        for (var i = 0; i < arguments.Length; i++)
        {
            var end = text.IndexOf((byte)0);
            arguments[i] = Encoding.UTF8.GetString(end < 0 ? text : text[..end]);
            text = end < 0 ? default : text[(end + 1)..];
        }
        return arguments;
    }
}
