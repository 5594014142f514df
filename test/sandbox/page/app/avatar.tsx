/** The sign of the app: a fault line. It stands beside a name, which is what is read out. */
export function Logo({ size }: { size: number }) {
  return (
    <svg className="avatar" width={size} height={size} viewBox="0 0 36 36" aria-hidden="true">
      <rect width="36" height="36" rx="8" fill="#e4572e" />
      <path
        d="M21 5 12.5 17.5h6L14 31"
        fill="none"
        stroke="#fff"
        strokeWidth="3.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** A person, by the first letter of the name. */
export function Person({ name, size }: { name: string; size: number }) {
  return (
    <svg className="avatar" width={size} height={size} viewBox="0 0 36 36" aria-hidden="true">
      <rect width="36" height="36" rx="8" fill="#4a7fb5" />
      <text x="18" y="24" textAnchor="middle" fontSize="17" fontWeight="600" fill="#fff">
        {name.slice(0, 1)}
      </text>
    </svg>
  );
}
