namespace Berth.Links.Results;

/// <summary>Why something was not done, and what to do about it: an expected failure, as a value.</summary>
/// <param name="Reason">What is wrong, and where; one sentence without a full stop.</param>
/// <param name="Remedy">What to do; one sentence without a full stop.</param>
public sealed record Refusal(string Reason, string Remedy)
{
    public override string ToString() => $"{Reason}: {Remedy}";
}

/// <summary>A value, or why there is none.</summary>
public readonly struct Outcome<T>
{
    readonly T? value;

    Outcome(T? value, Refusal? refusal) => (this.value, Refusal) = (value, refusal);

    /// <summary>Why there is no value; null when there is one.</summary>
    public Refusal? Refusal { get; }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">It was refused; the message says why.</exception>
    public T Value => Refusal is null ? value! : throw new InvalidOperationException(Refusal.ToString());

    /// <summary>Whether there is a value; else why not.</summary>
    public bool IsRefused([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Refusal? refusal) => (refusal = Refusal) is not null;

    // For where the compiler converts nothing: a T that is an interface or an object.
    internal static Outcome<T> FromValue(T value) => new(value, null);

    internal static Outcome<T> FromRefusal(Refusal refusal) => new(default, refusal);

    public static implicit operator Outcome<T>(T value) => FromValue(value);

    public static implicit operator Outcome<T>(Refusal refusal) => FromRefusal(refusal);
}
