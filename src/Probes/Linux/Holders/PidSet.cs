using System.Runtime.Versioning;

namespace Berth.Probes.Linux.Holders;

/// <summary>The distinct pids that hold one socket: nearly always one, so that one costs no object.</summary>
[SupportedOSPlatform("linux")]
struct PidSet
{
    List<int>? more;

    public int First { get; private set; }
    public readonly int Count => First == 0 ? 0 : 1 + (more?.Count ?? 0);

    public void Add(int pid)
    {
        if (First == 0)
        {
            First = pid;
            return;
        }
        if (First == pid || more?.Contains(pid) == true) return;
        (more ??= []).Add(pid);
    }

    public readonly IEnumerator<int> GetEnumerator()
    {
        if (First == 0) yield break;
        yield return First;
        if (more is null) yield break;
        foreach (var pid in more) yield return pid;
    }
}
