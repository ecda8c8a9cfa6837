using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Berth.Architecture.Tests;

/// <summary>The types of this assembly that a token or signature names; types of other assemblies are none.</summary>
sealed class NamesOfTypes(MetadataReader metadata) : ISignatureTypeProvider<ImmutableArray<string>, object?>
{
    /// <summary>The full name of the type, or of the one that it stands in.</summary>
    public string Outermost(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        while (type.GetDeclaringType() is { IsNil: false } outer) type = metadata.GetTypeDefinition(outer);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }

    public ImmutableArray<string> Of(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeDefinition => [Outermost((TypeDefinitionHandle)handle)],
        HandleKind.TypeSpecification => metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null),
        HandleKind.MethodDefinition => [Outermost(metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType())],
        HandleKind.FieldDefinition => [Outermost(metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType())],
        HandleKind.MemberReference => Of(metadata.GetMemberReference((MemberReferenceHandle)handle).Parent),
        HandleKind.MethodSpecification => OfSpecification(metadata.GetMethodSpecification((MethodSpecificationHandle)handle)),
        _ => [],
    };

    ImmutableArray<string> OfSpecification(MethodSpecification method) =>
        [.. Of(method.Method), .. method.DecodeSignature(this, null).SelectMany(static type => type)];

    public ImmutableArray<string> GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        [Outermost(handle)];

    public ImmutableArray<string> GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => [];

    public ImmutableArray<string> GetTypeFromSpecification(
        MetadataReader reader, object? context, TypeSpecificationHandle handle, byte rawTypeKind) => Of(handle);

    public ImmutableArray<string> GetGenericInstantiation(
        ImmutableArray<string> generic, ImmutableArray<ImmutableArray<string>> arguments) =>
        [.. generic, .. arguments.SelectMany(static type => type)];

    public ImmutableArray<string> GetFunctionPointerType(MethodSignature<ImmutableArray<string>> signature) =>
        [.. signature.ReturnType, .. signature.ParameterTypes.SelectMany(static type => type)];

    public ImmutableArray<string> GetModifiedType(ImmutableArray<string> modifier, ImmutableArray<string> unmodified, bool isRequired) =>
        unmodified;

    public ImmutableArray<string> GetPrimitiveType(PrimitiveTypeCode code) => [];
    public ImmutableArray<string> GetGenericMethodParameter(object? context, int index) => [];
    public ImmutableArray<string> GetGenericTypeParameter(object? context, int index) => [];
    public ImmutableArray<string> GetArrayType(ImmutableArray<string> element, ArrayShape shape) => element;
    public ImmutableArray<string> GetByReferenceType(ImmutableArray<string> element) => element;
    public ImmutableArray<string> GetPinnedType(ImmutableArray<string> element) => element;
    public ImmutableArray<string> GetPointerType(ImmutableArray<string> element) => element;
    public ImmutableArray<string> GetSZArrayType(ImmutableArray<string> element) => element;
}
