using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Probes.Tests")]
