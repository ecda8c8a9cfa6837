namespace Berth.Cli.Hosting;

/// <summary>The reader of our output has gone, as with `berth | head -1`: the work is done, and nothing is wrong.</summary>
sealed class ClosedOutputException() : Exception("Nobody reads the output any more.");
