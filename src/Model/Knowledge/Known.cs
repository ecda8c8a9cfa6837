namespace Berth.Model.Knowledge;

/// <summary>
/// A value and how it is known. A null <see cref="Value"/> that was observed means "there is none"; hidden means "there
/// may be one, and <see cref="Reason"/> says why it cannot be seen". The default is <see cref="How.Unread"/>.
/// </summary>
/// <param name="Reason">Null when observed. A short clause that can follow the value in a sentence.</param>
public readonly record struct Known<T>(T? Value, How How, string? Reason)
{
    public bool IsHidden => How == How.Hidden;
}

public static class Known
{
    public static Known<T> Observed<T>(T? value) => new(value, How.Observed, null);
    public static Known<T> Inferred<T>(T? value, string reason) => new(value, How.Inferred, reason);
    public static Known<T> Hidden<T>(string reason) => new(default, How.Hidden, reason);
}
