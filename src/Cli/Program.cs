using Berth.Cli.Startup;

return Entry.Run(args);
