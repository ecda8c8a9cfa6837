using Berth.Model;

namespace Berth.Daemon.Hosting;

/// <summary>Gives a named port of a service its number: the same at every start, unless somebody has it.</summary>
/// <param name="prefer">Taken when it is free and was never another one.</param>
delegate GivenPort TakePort(string root, string service, string portName, Port? prefer);

/// <param name="Note">Why it is another one than before; null when it is not.</param>
readonly record struct GivenPort(Port? Port, string? Note);
