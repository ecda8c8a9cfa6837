using Berth.Cli.Hosting;

return Entry.Run(args);
