Console.Error.WriteLine("berthd: not yet");
return 1;
