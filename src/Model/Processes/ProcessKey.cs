namespace Berth.Model.Processes;

/// <summary>The identity of a process: a pid may be used again, a pid with its start time may not.</summary>
/// <param name="StartTicks">Clock ticks after boot at which it started (/proc/PID/stat, field 22).</param>
public readonly record struct ProcessKey(int Pid, ulong StartTicks);
