using Berth.Workbench.Writing;
using Microsoft.Win32.SafeHandles;

namespace Berth.Cli.Hosting;

/// <summary>The process's own output, without the encodings, locks and terminal set-up of <see cref="Console"/>.</summary>
static class StandardStreams
{
    public static Output Out() => new(OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new DescriptorStream(1));

    /// <summary>A line of stdin; null at its end. Console would send the terminal's set-up codes to stdout.</summary>
    public static string? ReadLine()
    {
        using var stdin = OperatingSystem.IsWindows() ? Console.OpenStandardInput() : new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
        using var input = new StreamReader(stdin);
        return input.ReadLine();
    }

    public static Output Error() => new(OperatingSystem.IsWindows() ? Console.OpenStandardError() : new DescriptorStream(2));
}
