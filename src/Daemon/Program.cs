using Berth.Supervision.Starting;

if (OperatingSystem.IsLinux() && EntryWords.Are(args)) return EntryWords.Become(args);
Console.Error.WriteLine("berthd: not yet");
return 1;
