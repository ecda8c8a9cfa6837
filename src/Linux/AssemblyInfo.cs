using System.Runtime.CompilerServices;
using System.Runtime.Versioning;

// Signatures are blittable, so calls into libc need no generated stub at start-up.
[assembly: DisableRuntimeMarshalling]
[assembly: SupportedOSPlatform("linux")]
[assembly: InternalsVisibleTo("Linux.Tests")]
[assembly: InternalsVisibleTo("Berth.Localhost")] // its programs are assembled from the parts of Bpf
