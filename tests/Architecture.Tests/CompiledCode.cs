using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Berth.Architecture.Tests;

/// <summary>The programs as they were compiled: which methods there are, and which are called (ECMA-335, partitions II and III).</summary>
sealed class CompiledCode
{
    readonly HashSet<string> called = [];
    readonly List<CompiledMethod> methods = [];

    /// <summary>Methods that somebody wrote, constructors and setters aside. A call names type and method: overloads count as one.</summary>
    public IReadOnlyList<CompiledMethod> Methods => methods;

    public bool IsCalled(CompiledMethod method) => called.Contains(method.Name);

    public void Read(string file)
    {
        using var portable = new PEReader(File.OpenRead(file));
        var metadata = portable.GetMetadataReader();
        foreach (var handle in metadata.MethodDefinitions)
        {
            var method = metadata.GetMethodDefinition(handle);
            var type = metadata.GetTypeDefinition(method.GetDeclaringType());
            if (method.RelativeVirtualAddress != 0)
                foreach (var token in IntermediateLanguage.Tokens(portable.GetMethodBody(method.RelativeVirtualAddress).GetILReader())) Call(token, metadata);
            if (IsWritten(method, type, metadata)) methods.Add(new($"{TypeName(type, metadata)}::{metadata.GetString(method.Name)}", Path.GetFileName(file)));
        }
    }

    static bool IsWritten(MethodDefinition method, TypeDefinition type, MetadataReader metadata)
    {
        var name = metadata.GetString(method.Name);
        var isAccessor = name.StartsWith("get_", StringComparison.Ordinal);
        if ((method.Attributes & (MethodAttributes.Virtual | MethodAttributes.RTSpecialName)) != 0) return false;
        if ((method.Attributes & MethodAttributes.SpecialName) != 0 && !isAccessor) return false;
        if (name.Contains('<', StringComparison.Ordinal) || TypeName(type, metadata).Contains('<', StringComparison.Ordinal)) return false;
        // The getter of an automatic property is the compiler's, the property is not.
        if (!isAccessor && HasAttribute(method.GetCustomAttributes(), "CompilerGeneratedAttribute", metadata)) return false;
        return !HasAttribute(type.GetCustomAttributes(), "CompilerGeneratedAttribute", metadata)
            && !HasAttribute(type.GetCustomAttributes(), "GeneratedCodeAttribute", metadata)
            && !HasAttribute(method.GetCustomAttributes(), "GeneratedCodeAttribute", metadata);
    }

    static bool HasAttribute(CustomAttributeHandleCollection attributes, string name, MetadataReader metadata)
    {
        foreach (var handle in attributes)
            if (metadata.GetCustomAttribute(handle).Constructor is { Kind: HandleKind.MemberReference } constructor
                && metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent is { Kind: HandleKind.TypeReference } parent
                && metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)parent).Name) == name) return true;
        return false;
    }

    void Call(EntityHandle handle, MetadataReader metadata)
    {
        if (handle.Kind == HandleKind.MethodSpecification) handle = metadata.GetMethodSpecification((MethodSpecificationHandle)handle).Method;
        if (handle.Kind == HandleKind.MethodDefinition)
        {
            var method = metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
            called.Add($"{TypeName(metadata.GetTypeDefinition(method.GetDeclaringType()), metadata)}::{metadata.GetString(method.Name)}");
        }
        else if (handle.Kind == HandleKind.MemberReference)
        {
            var member = metadata.GetMemberReference((MemberReferenceHandle)handle);
            if (TypeName(member.Parent, metadata) is { } type) called.Add($"{type}::{metadata.GetString(member.Name)}");
        }
    }

    static string? TypeName(EntityHandle handle, MetadataReader metadata)
    {
        if (handle.Kind == HandleKind.TypeSpecification)
        {
            var signature = metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)handle).Signature);
            if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance) return null;
            signature.ReadByte(); // a class or a value
            handle = signature.ReadTypeHandle();
        }
        return handle.Kind switch
        {
            HandleKind.TypeDefinition => TypeName(metadata.GetTypeDefinition((TypeDefinitionHandle)handle), metadata),
            HandleKind.TypeReference => TypeName(metadata.GetTypeReference((TypeReferenceHandle)handle), metadata),
            _ => null,
        };
    }

    static string TypeName(TypeDefinition type, MetadataReader metadata) => type.GetDeclaringType() is { IsNil: false } outer
        ? $"{TypeName(metadata.GetTypeDefinition(outer), metadata)}/{metadata.GetString(type.Name)}"
        : $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";

    static string TypeName(TypeReference type, MetadataReader metadata) => type.ResolutionScope.Kind == HandleKind.TypeReference
        ? $"{TypeName(metadata.GetTypeReference((TypeReferenceHandle)type.ResolutionScope), metadata)}/{metadata.GetString(type.Name)}"
        : $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
}

/// <param name="Name">"Namespace.Type::Method".</param>
sealed record CompiledMethod(string Name, string Assembly);
