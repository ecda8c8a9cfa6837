using System.Runtime.Versioning;
using Berth.Actions.Changes;
using Berth.Actions.Running;
using Berth.Places;

namespace Berth.Workbench.Mending;

/// <summary>
/// The timer of an unconfirmed firewall change: another process of our own program, in a session of its own so that
/// it outlives
/// the terminal, which takes the change back when its time is up and nobody confirmed. Who moves the mark away first,
/// the person
/// or the timer, has decided.
/// </summary>
/// <param name="folder">Where the undo files are.</param>
[SupportedOSPlatform("linux")]
public sealed class Rollback(string folder)
{
    /// <summary>
    /// Starts the timer. Null when it could not be started; otherwise what <see cref="Disarm"/> takes.
    /// </summary>
    /// <param name="patience">As `--keep-within` takes it.</param>
    public string? Arm(string name, string patience)
    {
        // A mark of its own: the timer of an earlier change must not end this one.
        var mark = $"{name}.{Guid.NewGuid():N}";
        UserFile.Write(PathOf(mark), []);
        using var timer = OwnProgram.Start("audit", "--take-back", mark, "--keep-within", patience);
        // It says a line when it has left our session and waits.
        if (timer?.StandardOutput.ReadLine() is not null) return mark;
        File.Delete(PathOf(mark));
        return null;
    }

    /// <summary>Stops the timer. False when it was faster, and takes the change back.</summary>
    public bool Disarm(string mark) => Claim(mark);

    /// <summary>The other process's part, when the time is up: takes the change back unless it was confirmed.</summary>
    /// <returns>False when it should be taken back, and could not.</returns>
    public bool TakeBack(string mark, ChangeBook book)
    {
        if (!Claim(mark)) return true;
        return book.Find(mark.Split('.')[0]) is not { } change || book.Undo(change).IsDone;
    }

    string PathOf(string mark) => Path.Combine(folder, $"{mark}.unconfirmed");

    // rename(2) lets one of two win.
    bool Claim(string mark)
    {
        var claimed = $"{PathOf(mark)}.{Environment.ProcessId}";
        try
        {
            File.Move(PathOf(mark), claimed, overwrite: true);
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        File.Delete(claimed);
        return true;
    }
}
