using System.Collections.Immutable;
using System.Globalization;
using Berth.Links.Results;
using Berth.Links.Units;

namespace Berth.Links.Specs;

/// <summary>A parameter with values of one type.</summary>
public sealed class Parameter<T> : Parameter
    where T : notnull
{
    readonly Func<string, (bool Read, T Value)> read;
    readonly Func<T, string> format;
    readonly Predicate<T> isValid;
    readonly string expected;
    readonly T? fallback;
    readonly bool hasFallback;

    internal Parameter(
        string name,
        string unit,
        string text,
        T? fallback,
        bool hasFallback,
        Func<string, (bool, T)> read,
        Func<T, string> format,
        Predicate<T> isValid,
        string expected)
        : base(name, unit, text) =>
        (this.fallback, this.hasFallback, this.read, this.format, this.isValid, this.expected) =
            (fallback, hasFallback, read, format, isValid, expected);

    public override string? DefaultText => hasFallback ? format(fallback!) : null;

    internal override object? DefaultValue => hasFallback ? fallback : null;

    internal override Outcome<object> Parse(string text) =>
        read(text) is (true, var value) && isValid(value) ? Outcome<object>.FromValue(value) : Wrong(text);

    internal override string Format(object value) => format((T)value);

    internal override Refusal? Check(object value) => value is T typed && isValid(typed) ? null : Wrong(value.ToString() ?? "");

    Refusal Wrong(string text) => new($"{Name}={text} is no {Unit}", $"Give {expected}");
}

/// <summary>Makes parameters, one method for each type of value.</summary>
static class Parameters
{
    public static Parameter<TimeSpan> Duration(string name, string text, TimeSpan? fallback = null) => new(
        name, "duration", text, fallback ?? default, fallback is not null,
        static text => (Quantity.TryDuration(text, out var value), value), Quantity.Duration,
        static value => value >= TimeSpan.Zero && value <= TimeSpan.FromDays(1),
        "a number with us, ms, s, m or h, at most 24h, such as 200ms");

    public static Parameter<long> Size(string name, string text, long? fallback = null, long least = 0) => new(
        name, "size", text, fallback ?? 0, fallback is not null,
        static text => (Quantity.TrySize(text, out var value), value), Quantity.Size,
        value => value >= least,
        $"a number with B, KB, KiB, MB, MiB, GB or GiB, at least {Quantity.Size(least)}, such as 64KB");

    public static Parameter<double> Rate(string name, string text) => new(
        name, "rate", text, 0, false,
        static text => (Quantity.TryRate(text, out var value), value), Quantity.Rate,
        static value => value >= 1,
        "bits with bit, kbit, mbit or gbit, or bytes with B/s, KB/s or MB/s, at least 8bit, such as 1mbit or 125KB/s");

    public static Parameter<double> Share(string name, string text, double? fallback = null) => new(
        name, "share", text, fallback ?? 0, fallback is not null,
        static text => (Quantity.TryShare(text, out var value), value), Quantity.Share,
        static value => value is >= 0 and <= 1,
        "a part of the whole, from 0 to 1 or with %, such as 2%");

    public static Parameter<int> Count(string name, string text, int? fallback = null, int least = 0) => new(
        name, "count", text, fallback ?? 0, fallback is not null,
        static text => (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value), value),
        static value => value.ToString(CultureInfo.InvariantCulture),
        value => value >= least,
        $"a whole number, at least {least}");

    /// <summary>One of some words, the first of which is the default.</summary>
    public static Parameter<string> Choice(string name, string text, params string[] words) => new(
        name, string.Join('|', words), text, words[0], true,
        text => (words.Contains(text), text), static value => value,
        value => words.Contains(value),
        string.Join(" or ", words));

    /// <summary>Durations that were measured, joined by commas; none by default.</summary>
    public static Parameter<ImmutableArray<TimeSpan>> Samples(string name, string text) => new(
        name, "durations", text, [], true, ReadSamples,
        static value => string.Join(',', value.Select(Quantity.Duration)),
        static value => !value.IsDefault,
        "durations joined by commas, such as 1ms,2ms,40ms, or @FILE with one a line");

    static (bool, ImmutableArray<TimeSpan>) ReadSamples(string text)
    {
        var samples = ImmutableArray.CreateBuilder<TimeSpan>();
        foreach (var part in text.Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Quantity.TryDuration(part, out var sample)) return (false, []);
            samples.Add(sample);
        }
        return (samples.Count > 0, samples.ToImmutable());
    }
}
