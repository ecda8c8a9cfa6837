using System.Globalization;
using System.Text;
using Berth.Links.Faults;
using Berth.Links.Flow;
using Berth.Links.Relay;
using Berth.Links.Specs;
using Berth.Links.Units;

namespace Berth.Links.Tests.Flow;

/// <summary>
/// One direction of one connection on virtual time, told as text. What happens, each with its millisecond: "0 hello" the sender says
/// hello, "5 FIN" it ends, "7 -latency" a fault is taken away, "7 +limit=3B" one is added, "7 ~latency=1ms" one is changed. What the
/// receiver sees is told the same way, with RST and CLOSE for the ends that faults make.
/// </summary>
sealed class Dialogue : IFlowEvents
{
    readonly StreamFlow flow;
    readonly List<FaultSpec> specs = [];
    readonly StringBuilder heard = new();
    readonly ulong seed;
    long now;
    long due = Moment.Never;
    bool isOver;

    public Dialogue(string faults = "", ulong seed = 1, int limit = 4 << 20)
    {
        this.seed = seed;
        flow = new(limit, this);
        if (faults.Length > 0)
            foreach (var spec in FaultText.Parse(faults).Value) Add(spec);
        Run();
    }

    public List<string> Decisions { get; } = [];

    public StreamFlow Flow => flow;

    public static string Play(string faults, string script)
    {
        var dialogue = new Dialogue(faults);
        foreach (var line in script.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (time, what) = (line[..line.IndexOf(' ')], line[(line.IndexOf(' ') + 1)..]);
            dialogue.Until((long)(double.Parse(time, CultureInfo.InvariantCulture) * 1e6));
            dialogue.Do(what);
        }
        return dialogue.Finish();
    }

    public string Finish()
    {
        while (due != Moment.Never && !isOver) Until(due);
        return heard.ToString();
    }

    public void Do(string what)
    {
        if (isOver) return;
        switch (what[0])
        {
            case '+':
                Add(FaultText.Parse(what[1..]).Value[0]);
                break;
            case '-':
                flow.Remove(flow.Find(what[1..])!, now);
                specs.RemoveAll(spec => spec.Name == what[1..]);
                break;
            case '~':
                var changed = FaultText.Parse(what[1..]).Value[0];
                flow.Find(changed.Name)!.Replace(StageOf(changed));
                break;
            default:
                if (what == "FIN") flow.TakeEnd(now);
                else flow.Take(Encoding.ASCII.GetBytes(what), now);
                break;
        }
        Run();
    }

    public void Take(ReadOnlySpan<byte> bytes)
    {
        flow.Take(bytes, now);
        Run();
    }

    /// <summary>Time passes: each moment that something is due at is lived through.</summary>
    public void Until(long moment)
    {
        while (due <= moment && !isOver)
        {
            now = Math.Max(now, due);
            Run();
        }
        now = Math.Max(now, moment);
    }

    public Action<byte[], long>? OnBytes { get; set; }

    public long Now => now;

    public long Due => due;

    void IFlowEvents.Decided(Stage stage, in Verdict verdict, long position, int length, long at) =>
        Decisions.Add($"{stage.Name} {verdict.Word} {position}+{length} @{at} until {verdict.At}");

    void Run()
    {
        do
        {
            due = flow.Run(now);
            if (flow.IsReset)
            {
                Hear("RST");
                isOver = true;
                return;
            }
        }
        while (Hear());
    }

    bool Hear()
    {
        var moved = false;
        while (!isOver && flow.TryPeek(out var kind, out var bytes))
        {
            moved = true;
            if (kind == SegmentKind.Data)
            {
                if (OnBytes is null) Hear(Encoding.ASCII.GetString(bytes));
                else OnBytes(bytes.ToArray(), now);
            }
            else Hear(kind switch { SegmentKind.End => "FIN", SegmentKind.Reset => "RST", _ => "CLOSE" });
            isOver = kind is SegmentKind.Close or SegmentKind.Reset;
            flow.Advance(bytes.Length);
        }
        return moved;
    }

    void Hear(string what)
    {
        if (heard.Length > 0) heard.Append("; ");
        heard.Append(CultureInfo.InvariantCulture, $"{now / 1e6} {what}");
    }

    void Add(FaultSpec spec)
    {
        specs.Add(spec);
        flow.Insert(flow.Stages.Count, StageOf(spec));
    }

    Stage StageOf(FaultSpec spec)
    {
        var direction = spec.Directions.Contains(Direction.Down) ? Direction.Down : Direction.Up;
        return new ActiveFault(spec, seed, "dialogue").StageOf(1, direction, now)!;
    }
}
