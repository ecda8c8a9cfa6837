using System.Diagnostics.CodeAnalysis;

namespace Berth.Model.Results;

/// <summary>What was asked for, or why there is none. Never both, never neither.</summary>
public readonly struct Result<T>
{
    readonly T? value;
    readonly Refusal? refusal;

    Result(T? value, Refusal? refusal) => (this.value, this.refusal) = (value, refusal);

    /// <summary>
    /// Whether it was done. When not, <paramref name="done"/> is null and <paramref name="refused"/> says why.
    /// </summary>
    public bool IsDone([NotNullWhen(true)] out T? done, [NotNullWhen(false)] out Refusal? refused)
    {
        (done, refused) = (value, refusal);
        return refusal is null;
    }

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);
}
