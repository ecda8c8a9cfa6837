using Berth.Model.Addressing;

namespace Berth.Engine.Targets;

/// <summary>An endpoint, host or socket path that a message names, and where.</summary>
sealed record Mention(int Line, TargetHost? Host, Port? Port)
{
    public string? Path { get; init; }

    /// <summary>The line also tells the error.</summary>
    public bool IsOnMarkedLine { get; init; }

    /// <summary>"here->there": the near end.</summary>
    public bool IsBeforeArrow { get; init; }

    public bool IsAfterArrow { get; init; }
}
