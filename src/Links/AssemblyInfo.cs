using System.Runtime.CompilerServices;

// Signatures are blittable, so calls into libc need no generated stub at start-up.
[assembly: DisableRuntimeMarshalling]
[assembly: InternalsVisibleTo("Links.Tests")]
