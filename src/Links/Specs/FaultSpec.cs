using System.Collections.Immutable;
using System.Text;
using Berth.Links.Units;

namespace Berth.Links.Specs;

/// <summary>
/// One fault as somebody wants it: its kind and parameters, and to what it applies. An immutable value; made from text by
/// <c>FaultText</c> or in code by <c>Fault</c>.
/// </summary>
public sealed record FaultSpec
{
    internal FaultSpec(FaultKind kind) => (Kind, Name, Directions) = (kind, kind.Name, kind.Usual);

    public FaultKind Kind { get; }

    /// <summary>Its name, one of a kind on a link; the kind's unless it was given another.</summary>
    public string Name { get; init; }

    public Directions Directions { get; init; }

    /// <summary>The part of the connections that it applies to, from 0 to 1. A coin for each connection, thrown once.</summary>
    public double Share { get; init; } = 1;

    /// <summary>When it begins, in each connection and direction.</summary>
    public FaultStart After { get; init; }

    internal ImmutableDictionary<string, object> Values { get; init; } = ImmutableDictionary<string, object>.Empty;

    /// <summary>The value of a parameter: what was given, else its default.</summary>
    public T Get<T>(Parameter<T> parameter)
        where T : notnull =>
        (T)(Values.GetValueOrDefault(parameter.Name) ?? parameter.DefaultValue ?? default(T)!);

    /// <summary>The value of a parameter as text; null when it was not given.</summary>
    public string? Text(Parameter parameter) => Values.TryGetValue(parameter.Name, out var value) ? parameter.Format(value) : null;

    /// <summary>The same fault with another value of a parameter.</summary>
    /// <exception cref="ArgumentException">The kind has no such parameter, or the value is out of its range.</exception>
    public FaultSpec With<T>(Parameter<T> parameter, T value)
        where T : notnull
    {
        if (Kind.Find(parameter.Name) != parameter) throw new ArgumentException($"{Kind.Name} has no parameter {parameter.Name}");
        if (parameter.Check(value) is { } wrong) throw new ArgumentException(wrong.ToString());
        return Put(parameter, value);
    }

    /// <summary>A value that was checked; one that is the default is as good as not given.</summary>
    internal FaultSpec Put(Parameter parameter, object value) => this with
    {
        Values = value.Equals(parameter.DefaultValue) ? Values.Remove(parameter.Name) : Values.SetItem(parameter.Name, value),
    };

    /// <summary>As text that <c>FaultText</c> reads: "latency=200ms jitter=50ms direction=both".</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Kind.Name);
        for (var i = 0; i < Kind.Parameters.Count; i++)
        {
            var parameter = Kind.Parameters[i];
            if (Text(parameter) is not { } value) continue;
            if (i > 0) text.Append(' ').Append(parameter.Name);
            text.Append('=').Append(value);
        }
        if (Name != Kind.Name) text.Append(" name=").Append(Name);
        if (Directions != Kind.Usual) text.Append(" direction=").Append(Directions.Name());
        if (Share < 1) text.Append(" share=").Append(Quantity.Share(Share));
        if (After != default) text.Append(" after=").Append(After);
        return text.ToString();
    }
}

/// <summary>When a fault begins: at once, after a time, or after so many bytes of the direction.</summary>
/// <param name="Time">Since the connection was opened, or since the fault was added to an open one.</param>
/// <param name="Bytes">Bytes that pass before it; exactly, a chunk is cut there.</param>
public readonly record struct FaultStart(TimeSpan Time, long Bytes)
{
    public override string ToString() => Bytes > 0 ? Quantity.Size(Bytes) : Quantity.Duration(Time);
}
