using System.Text;
using Berth.Cli.Hosting;
using Berth.Cli.Startup;
using Berth.Model.Snapshots;
using Berth.Probes;

namespace Berth.Cli.Tests;

#pragma warning disable CA1001 // A MemoryStream holds nothing but memory.
/// <summary>A command line run inside the test: what it wrote, said and answered.</summary>
sealed class Room
{
    readonly MemoryStream data = new();
    readonly MemoryStream talk = new();

    public Snapshot Machine { get; init; } = Sample.Machine();
    public Terminal Terminal { get; init; } = new(null, false, false);
    public string? Reply { get; init; }

    /// <summary>The folder that the person is in.</summary>
    public string? Directory { get; init; }

    /// <summary>What the inventory was asked, in order.</summary>
    public List<SnapshotOptions> Asked { get; } = [];

    public string Out => Encoding.UTF8.GetString(data.ToArray());
    public string Said => Encoding.UTF8.GetString(talk.ToArray());

    public int Run(params string[] args) => Entry.Run(args, new Surroundings
    {
        Out = new Output(data),
        Error = new Output(talk),
        Terminal = Terminal,
        Directory = Directory,
        Inventory = () => new Fake(this),
        Chance = new Random(1),
        ReadLine = () => Reply,
        ReadInput = _ => Reply ?? "",
    });

    sealed class Fake(Room room) : ISocketInventory
    {
        public Snapshot Take(SnapshotOptions options)
        {
            room.Asked.Add(options);
            return room.Machine;
        }
    }
}
