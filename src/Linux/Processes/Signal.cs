namespace Berth.Linux.Processes;

/// <summary>The signals that Berth sends (signal(7); the numbers of every architecture that .NET runs on).</summary>
public static class Signal
{
    public const int Kill = 9;
    public const int Terminate = 15;

    /// <summary>Wakes a stopped process, which otherwise keeps SIGTERM waiting.</summary>
    public const int Continue = 18;
}
