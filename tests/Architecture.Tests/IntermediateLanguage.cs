using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Berth.Architecture.Tests;

/// <summary>The instructions of a method (ECMA-335, partition III).</summary>
static class IntermediateLanguage
{
    static readonly Dictionary<int, OpCode> codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static field => (OpCode)field.GetValue(null)!).ToDictionary(static code => (int)(ushort)code.Value);

    /// <summary>The types, methods and fields that the instructions name, in their order.</summary>
    public static List<EntityHandle> Tokens(BlobReader body)
    {
        var found = new List<EntityHandle>();
        while (body.RemainingBytes > 0)
        {
            int value = body.ReadByte();
            if (value == 0xFE) value = 0xFE00 | body.ReadByte();
            switch (codes[value].OperandType)
            {
                case OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType or OperandType.InlineField:
                    found.Add(MetadataTokens.EntityHandle(body.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    var targets = body.ReadInt32();
                    body.Offset += targets * 4;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    body.Offset += 8;
                    break;
                case OperandType.InlineVar:
                    body.Offset += 2;
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    body.Offset += 1;
                    break;
                case OperandType.InlineNone:
                    break;
                default:
                    body.Offset += 4;
                    break;
            }
        }
        return found;
    }
}
