using System.CommandLine;
using Berth.Cli.Hosting;

namespace Berth.Cli.Commands;

static class WaitCommand
{
    public static bool Understands(string[] args) => false;
    public static Command Create(Surroundings around) => new("wait", around.ToString());
}
