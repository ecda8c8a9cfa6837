namespace Berth.Engine.Targets;

/// <summary>What a text means, or why it means nothing. Exactly one of the two is set.</summary>
public sealed record TargetResult(Target? Target, TargetError? Error)
{
    public static implicit operator TargetResult(Target target) => new(target, null);
    public static implicit operator TargetResult(TargetError error) => new(null, error);

    public static TargetResult FromTarget(Target target) => target;
    public static TargetResult FromTargetError(TargetError error) => error;
}

/// <summary>Why a text is not a target.</summary>
/// <param name="Problem">One sentence without a full stop: "70000 is not a port: ports are 0 to 65535".</param>
/// <param name="Accepted">What could have been written instead, in one line.</param>
public sealed record TargetError(string Problem, string Accepted)
{
    public const string Everything =
        "a port (3000, 53/udp), an endpoint (127.0.0.1:3000, [::1]:3000, localhost:3000), an address, a URL, pid:4242, " +
        "container:web, unit:redis.service, a unix socket (/run/app.sock), the name of a process or project, or a pasted error message";
}
