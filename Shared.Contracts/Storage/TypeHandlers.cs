using System.Data;
using System.Globalization;
using Dapper;
using Microsoft.Data.SqlClient;

namespace Shared.Contracts.Storage;

/// <summary>
/// How values are stored: moments in UTC (fixed-width text in SQLite, so that text order is time order), days as
/// yyyy-MM-dd, ids as 36 characters.
/// </summary>
internal static class TypeHandlers
{
    private static readonly Lock Once = new();
    private static bool registered;

    public static void Register()
    {
        lock (Once)
        {
            if (registered)
            {
                return;
            }
            DefaultTypeMap.MatchNamesWithUnderscores = true;
            // Without removing the built-in map first, Dapper ignores a handler when writing.
            SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
            SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
            SqlMapper.RemoveTypeMap(typeof(DateOnly));
            SqlMapper.RemoveTypeMap(typeof(DateOnly?));
            SqlMapper.RemoveTypeMap(typeof(Guid));
            SqlMapper.RemoveTypeMap(typeof(Guid?));
            SqlMapper.AddTypeHandler(new MomentHandler());
            SqlMapper.AddTypeHandler(new DayHandler());
            SqlMapper.AddTypeHandler(new GuidHandler());
            registered = true;
        }
    }

    private sealed class MomentHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
        {
            if (parameter is SqlParameter sql)
            {
                sql.SqlDbType = SqlDbType.DateTime2;
                sql.Value = value.UtcDateTime;
                return;
            }
            parameter.DbType = DbType.String;
            parameter.Value = StoredText.Of(value);
        }

        public override DateTimeOffset Parse(object value) =>
            value is DateTime stored
                ? new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc))
                : DateTimeOffset.ParseExact(
                    (string)value,
                    StoredText.MomentFormat,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal
                );
    }

    private sealed class DayHandler : SqlMapper.TypeHandler<DateOnly>
    {
        private const string Format = "yyyy-MM-dd";

        public override void SetValue(IDbDataParameter parameter, DateOnly value)
        {
            parameter.DbType = DbType.AnsiStringFixedLength;
            parameter.Size = 10;
            parameter.Value = value.ToString(Format, CultureInfo.InvariantCulture);
        }

        public override DateOnly Parse(object value) =>
            DateOnly.ParseExact((string)value, Format, CultureInfo.InvariantCulture);
    }

    private sealed class GuidHandler : SqlMapper.TypeHandler<Guid>
    {
        public override void SetValue(IDbDataParameter parameter, Guid value)
        {
            parameter.DbType = DbType.AnsiStringFixedLength;
            parameter.Size = 36;
            parameter.Value = value.ToString("D");
        }

        public override Guid Parse(object value) => Guid.ParseExact((string)value, "D");
    }
}
