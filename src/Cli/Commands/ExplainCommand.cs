using System.CommandLine;
using Berth.Cli.Hosting;

namespace Berth.Cli.Commands;

static class ExplainCommand
{
    public static bool Understands(string[] args) => false;
    public static Command Create(Surroundings around) => new("explain", around.ToString());
}
