namespace Berth.Cli.Hosting;

/// <summary>The system takes no more output (a full disk, an I/O error): no fault of ours, and nothing to report.</summary>
sealed class UnwritableOutputException(string why) : IOException(why);
