using System.Globalization;
using Berth.Links.Specs;
using Berth.Links.Units;

namespace Berth.Links.Scenarios;

/// <summary>
/// What happens to a link, one step after the other. A pure value: <see cref="ScenarioTimeline"/> shows it, <see cref="ScenarioRunner"/>
/// plays it.
/// </summary>
public sealed record Scenario(string Name, IReadOnlyList<ScenarioStep> Steps);

/// <summary>One step: what is waited for, since the step before was done; then what is done.</summary>
public sealed record ScenarioStep(StepWait Wait, ScenarioAction Action);

/// <summary>What a step waits for. One of the three is above zero, or none: then nothing.</summary>
/// <param name="Time">So much time.</param>
/// <param name="Bytes">So many bytes delivered by the link, both ways.</param>
/// <param name="Connections">So many connections that came.</param>
public readonly record struct StepWait(TimeSpan Time, long Bytes, long Connections)
{
    public static StepWait Nothing => default;

    public static StepWait For(TimeSpan time) => new(time, 0, 0);

    public static StepWait ForBytes(long bytes) => new(default, bytes, 0);

    public static StepWait ForConnections(long connections) => new(default, 0, connections);

    /// <summary>Whether it ends by what clients do, at a moment that nobody knows before.</summary>
    public bool IsOpen => Bytes > 0 || Connections > 0;

    public override string ToString() => Bytes > 0 ? $"{Quantity.Size(Bytes)} passed"
        : Connections > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Connections} connections came")
        : Quantity.Duration(Time);
}

/// <summary>What a step does.</summary>
public abstract record ScenarioAction
{
    ScenarioAction()
    {
    }

    /// <summary>These faults in place of all.</summary>
    public sealed record Set(IReadOnlyList<FaultSpec> Faults) : ScenarioAction
    {
        public override string ToString() => Faults.Count == 0 ? "no faults" : string.Join(' ', Faults);
    }

    /// <summary>One more fault, or another in place of the one with its name.</summary>
    public sealed record Put(FaultSpec Fault) : ScenarioAction
    {
        public override string ToString() => $"+ {Fault}";
    }

    /// <summary>One fault less; nothing when it is not there.</summary>
    public sealed record Remove(string Fault) : ScenarioAction
    {
        public override string ToString() => $"- {Fault}";
    }

    /// <summary>The link takes connections, or refuses them and closes those that are open.</summary>
    public sealed record Switch(bool On) : ScenarioAction
    {
        public override string ToString() => On ? "on" : "off";
    }

    /// <summary>All connections are ended, by RST or FIN; new ones are taken.</summary>
    public sealed record End(bool Reset) : ScenarioAction
    {
        public override string ToString() => Reset ? "reset all" : "close all";
    }

    /// <summary>Nothing: what was waited for is all.</summary>
    public sealed record Rest : ScenarioAction
    {
        public override string ToString() => "end";
    }

    /// <summary>From one fault to another of its kind and name, in equal steps over a time.</summary>
    /// <param name="Steps">At least 1.</param>
    public sealed record Ramp(FaultSpec From, FaultSpec To, TimeSpan Over, int Steps) : ScenarioAction;

    /// <summary>The same steps so many times: flapping is off and on, repeated.</summary>
    public sealed record Repeat(int Times, IReadOnlyList<ScenarioStep> Steps) : ScenarioAction;
}
