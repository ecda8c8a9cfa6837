using Berth.Daemon.Starting;
using Berth.Supervision.Starting;

if (OperatingSystem.IsLinux() && EntryWords.Are(args)) return EntryWords.Become(args);
if (OperatingSystem.IsLinux()) return Entry.Run(args);
Console.Error.WriteLine("berthd: it is there on Linux only so far.");
return 1;
