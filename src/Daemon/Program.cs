using Berth.Daemon.Starting;

if (OperatingSystem.IsLinux()) return Entry.Run(args);
Console.Error.WriteLine("berthd: it is there on Linux only so far.");
return 1;
