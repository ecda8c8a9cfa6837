using System.Text;

namespace Berth.Linux.Programs;

/// <summary>How the run of a program ended.</summary>
public enum ProgramEnd : byte
{
    /// <summary>With exit code 0.</summary>
    Done,

    /// <summary>With another exit code.</summary>
    Failed,

    /// <summary>It is not installed.</summary>
    Missing,

    /// <summary>The system refused to start it.</summary>
    NotStarted,

    /// <summary>It was ended by us: it took too long, or printed too much.</summary>
    Ended,
}

/// <summary>What a program of the system printed, or why it did not.</summary>
/// <param name="Bytes">Its stdout; empty unless it is done.</param>
/// <param name="Problem">A clause that begins with its name; null when it is done.</param>
/// <param name="Said">What it complained of, shortened; of a failed one that said nothing its exit code.</param>
public sealed record ProgramOutput(ProgramEnd End, byte[] Bytes, string? Problem, string Said)
{
    public bool IsMissing => End == ProgramEnd.Missing;

    public bool IsDone => End == ProgramEnd.Done;

    public string Text => Encoding.UTF8.GetString(Bytes);
}
