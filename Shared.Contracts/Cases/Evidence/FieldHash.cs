using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Shared.Contracts.Cases.Evidence;

/// <summary>
/// SHA-256 over a row of texts. Each text is preceded by its length in UTF-8 bytes (4 bytes, big-endian), nothing by
/// 0xFFFFFFFF, so that no two rows of texts have the same bytes.
/// </summary>
public static class FieldHash
{
    private const int Prefix = 4;
    private const uint Nothing = 0xFFFFFFFF;
    private const int OnTheStack = 1024;

    /// <param name="purpose">What is hashed, and by which version of its rule; the first text of the row.</param>
    /// <param name="fields">The texts, exactly as they are stored.</param>
    /// <returns>64 hexadecimal digits in lower case.</returns>
    public static string Of(string purpose, params ReadOnlySpan<string?> fields)
    {
        var size = Prefix + Encoding.UTF8.GetByteCount(purpose);
        foreach (var field in fields)
        {
            size += Prefix + (field is null ? 0 : Encoding.UTF8.GetByteCount(field));
        }
        var rented = size > OnTheStack ? ArrayPool<byte>.Shared.Rent(size) : null;
        try
        {
            var bytes = rented ?? stackalloc byte[OnTheStack];
            var end = Append(bytes, 0, purpose);
            foreach (var field in fields)
            {
                end = Append(bytes, end, field);
            }
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(bytes[..end], hash);
            return Convert.ToHexStringLower(hash);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    private static int Append(Span<byte> bytes, int at, string? field)
    {
        if (field is null)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes[at..], Nothing);
            return at + Prefix;
        }
        var length = Encoding.UTF8.GetBytes(field, bytes[(at + Prefix)..]);
        BinaryPrimitives.WriteInt32BigEndian(bytes[at..], length);
        return at + Prefix + length;
    }
}
