namespace Berth.Cli.Hosting;

/// <summary>The process's own output, without the encodings, locks and terminal set-up of <see cref="Console"/>.</summary>
static class StandardStreams
{
    public static Output Out() => new(OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new DescriptorStream(1));

    /// <summary>A line of stdin; null at its end. Console.ReadLine would send the terminal's set-up codes to stdout.</summary>
    public static string? ReadLine()
    {
        using var input = new StreamReader(Console.OpenStandardInput(), leaveOpen: true);
        return input.ReadLine();
    }

    public static Output Error() => new(OperatingSystem.IsWindows() ? Console.OpenStandardError() : new DescriptorStream(2));
}
