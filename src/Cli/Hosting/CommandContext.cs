using Berth.Probes.Machines;
using Berth.Workbench;
using Berth.Workbench.Writing;

namespace Berth.Cli.Hosting;

/// <summary>All that a command touches outside itself, so that a test can put it in a room of its own.</summary>
sealed class CommandContext
{
    /// <summary>Data: what was asked for.</summary>
    public required Output Out { get; init; }

    /// <summary>Talk: notes, questions, errors.</summary>
    public required Output Error { get; init; }
    public required Terminal Terminal { get; init; }

    /// <summary>Made when a command reads the machine.</summary>
    public required Func<IMachine> Machine { get; init; }

    /// <summary>The folder that the person is in; null when it is gone or may not be known.</summary>
    public string? Directory { get; init; }
    public Random Chance { get; init; } = Random.Shared;
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>
    /// Before what services send is read: root's rights are laid down, for good when nothing of the command needs them again, else until
    /// the result is disposed. Null when they are kept, as in a room of a test.
    /// </summary>
    public Func<bool, IDisposable?> LayDownRights { get; init; } = static _ => null;

    /// <summary>A line from the person at the terminal; null at the end of the input.</summary>
    public Func<string?> ReadLine { get; init; } = StandardStreams.ReadLine;

    /// <summary>What stdin holds, at most so many characters.</summary>
    public Func<int, string> ReadInput { get; init; } = static most =>
    {
        var text = new char[most];
        return new string(text, 0, Console.In.ReadBlock(text));
    };

    /// <summary>For one use case: the machine is made when this is asked for.</summary>
    public WorkbenchContext ForWorkbench() => new()
    {
        Machine = Machine(),
        Clock = Clock,
        Directory = Directory,
        LayDownRights = LayDownRights,
    };

    /// <summary>Says one line to the person, after the data so far.</summary>
    public void Say(string line)
    {
        Out.Flush();
        try
        {
            Error.Line(line);
            Error.Flush();
        }
        catch (Exception unheard) when (unheard is ClosedOutputException or IOException)
        {
            // Talk that nobody hears is no reason to leave the work undone, or to end with another code.
        }
    }
}
