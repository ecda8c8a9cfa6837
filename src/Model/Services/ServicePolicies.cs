namespace Berth.Model.Services;

/// <summary>When a service counts as ready.</summary>
public sealed record Readiness(ReadyKind Kind)
{
    /// <summary>For Http: the path, such as /health. For Log: a regular expression that a line matches. Else null.</summary>
    public string? Text { get; init; }

    /// <summary>For Http and Tcp: the name of the port; null: the first one.</summary>
    public string? PortName { get; init; }

    /// <summary>For Http: the status that is wanted; null: any of 200-399.</summary>
    public int? Status { get; init; }

    /// <summary>For Exec: a command that ends with 0 when the service is ready.</summary>
    public ServiceCommand? Command { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Between two looks.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(250);
}

public enum ReadyKind
{
    Http,
    Tcp,
    Exec,
    Log,

    /// <summary>READY=1 on the socket of NOTIFY_SOCKET: sd_notify(3).</summary>
    Notify,
}

/// <summary>Whether it is started again when it has ended, and after how long: the pause doubles from First to Longest.</summary>
/// <param name="Tries">So many starts in a row that did not last; then it is given up.</param>
public sealed record RestartPolicy(RestartWhen When, TimeSpan First, TimeSpan Longest, int Tries)
{
    public static readonly RestartPolicy OnFailure = new(RestartWhen.OnFailure, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), 10);
    public static readonly RestartPolicy Never = OnFailure with { When = RestartWhen.Never };
}

public enum RestartWhen
{
    Never,

    /// <summary>When it ended with another code than 0, or by a signal.</summary>
    OnFailure,
    Always,
}

/// <param name="Signal">A number of signal(7); 15 is SIGTERM.</param>
/// <param name="Grace">Then SIGKILL.</param>
public sealed record StopPolicy(int Signal, TimeSpan Grace)
{
    public static readonly StopPolicy Default = new(15, TimeSpan.FromSeconds(10));
}

/// <summary>Restarts the service when a file changes. Globs (**, *, ?) relative to its directory.</summary>
public sealed record WatchPolicy(IReadOnlyList<string> Paths, IReadOnlyList<string> Ignored);
