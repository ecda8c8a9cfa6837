namespace Berth.Cli.Hosting;

/// <summary>The process's own output, without the encodings, locks and terminal set-up of <see cref="Console"/>.</summary>
static class StandardStreams
{
    public static Output Out() => new(OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new DescriptorStream(1));
    public static Output Error() => new(OperatingSystem.IsWindows() ? Console.OpenStandardError() : new DescriptorStream(2));
}
