namespace Berth.Probes.Asking;

/// <summary>What is asked next: what the process and the port hint at, then HTTP and TLS, then the others; each once.</summary>
sealed class Agenda
{
    readonly List<string> asked = [];
    readonly List<string> coming;
    readonly IReadOnlyList<string> hints;

    /// <param name="others">What is asked after the hints.</param>
    public Agenda(IReadOnlyList<string> hints, IReadOnlyList<string> others)
    {
        this.hints = hints;
        coming = [.. hints, .. others];
        // Protocols in which the server speaks first have no question: it was silent.
        coming.RemoveAll(static one => one is not ("http" or "tls") && ProbeList.Start(one) is null);
    }

    /// <summary>Null at the end.</summary>
    public string? Next()
    {
        coming.RemoveAll(asked.Contains);
        if (coming.Count == 0) return null;
        asked.Add(coming[0]);
        return coming[0];
    }

    /// <summary>An answer suggests this one: it is asked next, unless it was.</summary>
    public void Prefer(string protocol)
    {
        coming.Remove(protocol);
        coming.Insert(0, protocol);
    }

    /// <summary>
    /// Whoever waits in silence is asked no more, with one exception: some text protocols wait for the end of a line that a
    /// binary question never has, so HTTP is still asked.
    /// </summary>
    public bool GoesOnAfterSilence()
    {
        if (asked.Contains("http") || hints.Count == 0) return false;
        coming.Clear();
        coming.Add("http");
        return true;
    }
}
