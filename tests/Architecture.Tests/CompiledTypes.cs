using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Berth.Architecture.Tests;

/// <summary>
/// Which types of an assembly use which others of it, as they were compiled: bases, fields, signatures, locals, calls, casts
/// (ECMA-335). A constant or a member of an enumeration leaves no trace where it is used.
/// </summary>
sealed class CompiledTypes
{
    readonly MetadataReader metadata;
    readonly HashSet<TypeUse> uses = [];

    CompiledTypes(PEReader portable)
    {
        metadata = portable.GetMetadataReader();
        var names = new NamesOfTypes(metadata);
        foreach (var handle in metadata.TypeDefinitions)
        {
            var type = metadata.GetTypeDefinition(handle);
            var from = names.Outermost(handle);
            void Add(IEnumerable<string> targets)
            {
                foreach (var target in targets)
                    if (target != from && !target.StartsWith(".<", StringComparison.Ordinal)) uses.Add(new(from, target));
            }

            if (!type.BaseType.IsNil) Add(names.Of(type.BaseType));
            foreach (var contract in type.GetInterfaceImplementations())
                Add(names.Of(metadata.GetInterfaceImplementation(contract).Interface));
            foreach (var field in type.GetFields()) Add(metadata.GetFieldDefinition(field).DecodeSignature(names, null));
            foreach (var method in type.GetMethods()) Add(UsesOf(metadata.GetMethodDefinition(method), portable, names));
        }
    }

    /// <summary>Each pair once; nested types count as the type that they stand in, what the compiler shares in a file is none.</summary>
    public IReadOnlyCollection<TypeUse> Uses => uses;

    /// <summary>The projects of ours that an assembly really uses: the compiler leaves out what nothing of it names.</summary>
    public static IReadOnlyList<string> References(string file)
    {
        using var portable = new PEReader(File.OpenRead(file));
        var metadata = portable.GetMetadataReader();
        return
        [
            .. metadata.AssemblyReferences
                .Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
                .Where(static name => name.StartsWith("Berth.", StringComparison.Ordinal))
                .Select(static name => name["Berth.".Length..]),
        ];
    }

    public static CompiledTypes Read(string file)
    {
        using var portable = new PEReader(File.OpenRead(file));
        return new(portable);
    }

    IEnumerable<string> UsesOf(MethodDefinition method, PEReader portable, NamesOfTypes names)
    {
        var signature = method.DecodeSignature(names, null);
        IEnumerable<string> found = [.. signature.ReturnType, .. signature.ParameterTypes.SelectMany(static type => type)];
        if (method.RelativeVirtualAddress == 0) return found;
        var body = portable.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
            found = found.Concat(metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(names, null)
                .SelectMany(static type => type));
        return found.Concat(IntermediateLanguage.Tokens(body.GetILReader()).SelectMany(token => names.Of(token)));
    }
}

/// <summary>One type uses another; full names.</summary>
readonly record struct TypeUse(string From, string To);
