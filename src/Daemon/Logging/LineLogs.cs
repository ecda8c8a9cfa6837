using Microsoft.Extensions.Logging;

namespace Berth.Daemon.Logging;

/// <summary>Log entries as lines: "2026-03-04T05:06:07.089Z warning LeaseBook: text".</summary>
sealed class LineLogs(TimeProvider clock, Action<string> write) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Lines(this, categoryName[(categoryName.LastIndexOf('.') + 1)..], categoryName.StartsWith("Berth.", StringComparison.Ordinal));

    public void Dispose()
    {
    }

    // The framework's own entries are of interest only when something is wrong.
    sealed class Lines(LineLogs logs, string source, bool isOurs) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= (isOurs ? LogLevel.Information : LogLevel.Warning);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            var text = formatter(state, exception) + (exception is null ? "" : $": {exception}");
            logs.Write(logLevel, source, text);
        }
    }

    void Write(LogLevel level, string source, string text)
    {
        var time = clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ");
        // A line is an entry: what others chose must not begin one of its own. Traces have lines, which are set off.
        write($"{time} {Name(level)} {source}: {text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "\n    ", StringComparison.Ordinal)}");
    }

    static string Name(LogLevel level) => level switch
    {
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        LogLevel.Critical => "critical",
        _ => "debug",
    };
}
