namespace Berth.Cli.Hosting;

/// <summary>The command line cannot be understood. The message is for the user, whole: what, where and what to do.</summary>
sealed class UsageException(string message) : Exception(message);
